var o="dwipper.";function e(t,n="localStorage"){try{return window[n].getItem(o+t)??void 0}catch{return}}document.documentElement.dataset.theme=e("theme")??"auto";
