var n="dwipper.";function e(t){try{return localStorage.getItem(n+t)??void 0}catch{return}}document.documentElement.dataset.theme=e("theme")??"auto";
